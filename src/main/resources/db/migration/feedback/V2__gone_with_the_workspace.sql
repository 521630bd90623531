-- Everything of a workspace that left is erased step by step; a million items within one statement were too many.
drop trigger feedback_leaves on feedback_counter;
drop function feedback_leaves();
