#pragma once

/* How many bytes the name of a build may take, with the NUL at its end. */
#define MINUTED_BUILD_SIZE 64

/* Writes the name of the build this program comes from: a commit, or "unknown". */
void minuted_build(char name[MINUTED_BUILD_SIZE]);
