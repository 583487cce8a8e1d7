"""When actions in grids and teams are possible.  Each check raises a refusal or returns nothing."""
