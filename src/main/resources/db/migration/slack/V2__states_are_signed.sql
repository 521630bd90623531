-- An installation begun in a browser is kept by nobody: its state says itself who made it.
drop table oauth_state;
