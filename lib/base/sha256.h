/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_BASE_SHA256_H
#define PLM_BASE_SHA256_H

#include <stddef.h>

/* Writes the SHA-256 digest (FIPS 180-4) of `length` bytes as 64 lower-case hexadecimal digits and a terminator. */
void plm_sha256(const void *data, size_t length, char digest[65]);

#endif
