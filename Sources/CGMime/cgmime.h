#pragma once
#include <glib.h>
#include <gmime/gmime.h>

/* GObject's casts are macros, which Swift does not import: one typed function
 * for each cast and each call that needs one. */

static inline void cgmime_unref(void *object) { g_object_unref(object); }
