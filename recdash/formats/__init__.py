"""Numbers of templates as Babel writes them beside, where Django writes them otherwise."""
