#include "CBuild.h"

/* config/stamp writes the commit here after linking, so that a new commit alone
 * compiles nothing anew. Volatile: the compiler must not know what stands here. */
__attribute__((section("minuted_stamp"), used)) static const volatile char stamp[MINUTED_BUILD_SIZE] = "unknown";

void minuted_build(char name[MINUTED_BUILD_SIZE]) {
    int i = 0;
    for (; i < MINUTED_BUILD_SIZE - 1 && stamp[i]; i++) name[i] = stamp[i];
    name[i] = 0;
}
