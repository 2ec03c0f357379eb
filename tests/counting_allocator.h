/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replaces the allocator of the whole test program, cJSON's and Criterion's included, by one that counts and fails when
 * it is told to. Needs glibc and no sanitizer: otherwise COUNTING is not defined and tests skip themselves.
 */
#ifndef COUNTING_ALLOCATOR_H
#define COUNTING_ALLOCATOR_H

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)
#define COUNTING 1
#endif

static struct {
  bool on;
  long left; /* allocations until one fails, and all after it */
  long live; /* allocations not freed */
} counter;

#ifdef COUNTING
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *old);

static bool fails(void)
{
  if (!counter.on || counter.left-- > 0)
    return false;
  counter.left = 0;
  errno = ENOMEM;
  return true;
}

static void *counted(void *made)
{
  if (counter.on && made != NULL)
    counter.live++;
  return made;
}

void *malloc(size_t size)
{
  return fails() ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
  return fails() ? NULL : counted(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
  if (fails())
    return NULL;
  return old == NULL ? counted(__libc_realloc(NULL, size)) : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
  return fails() ? NULL : counted(__libc_memalign(alignment, size));
}

void free(void *old)
{
  if (counter.on && old != NULL)
    counter.live--;
  __libc_free(old);
}
#endif

/* Allocations from now on are counted; number `allocations` and all after it fail. */
static void count_allocations(long allocations)
{
  counter.left = allocations;
  counter.live = 0;
  counter.on = true;
}

/* Allocations that have not been freed since. */
static long stop_counting(void)
{
  counter.on = false;
  return counter.live;
}

#endif
