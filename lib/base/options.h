/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_BASE_OPTIONS_H
#define PLM_BASE_OPTIONS_H

#include <placement/base.h>

/* Reads a struct that begins with its own size, as the calling program knows it, over the defaults in `options`
 * (`size` bytes). An older program knows fewer fields: the others keep their defaults. A newer one knows more, which
 * must all be zero. `name` stands for the struct in messages. */
placement_status plm_read_options(void *options, size_t size, const void *given, const char *name,
                                  placement_error *err);

#endif
