"""When actions of cooperative farming are possible.  Each check raises a refusal or nothing."""
