#pragma once

/* Unmaps the code and constants that this process has touched; what is needed
 * again is mapped again, from the page cache as a rule.
 *
 * A static Swift runtime is large, and starting walks through most of it once.
 * Only segments that cannot have been written to are given back: their pages are
 * those of the file. */
void minuted_forget_code(void);

/* Gives the pages of freed memory back to the system, which a look over a large
   register leaves behind by the dozen megabytes. What is in use stays. */
void minuted_give_back_heap(void);
