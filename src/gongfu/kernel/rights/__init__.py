"""Rights: who may do what where, as one readable table; what it does not name is denied."""
