"""When the key team's actions are possible.  Each check raises a refusal or returns nothing."""
