#pragma once

/* Swift's Glibc module leaves it out. */
#include <malloc.h>
