/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/team.h"

#ifdef PLACEMENT_THREADS

#include "base/memory.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct thread_start {
  pthread_t thread;
  void *member;
  void (*work)(void *member);
} thread_start;

size_t plm_team_processors(void)
{
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  return processors > 0 ? (size_t)processors : 1;
}

static void *start_work(void *data)
{
  thread_start *start = data;
  start->work(start->member);
  return NULL;
}

/* Signals are blocked while threads are made, which inherit the mask: a handler of the program never runs in one. */
static size_t start_threads(thread_start *starts, size_t count)
{
  sigset_t all, before;
  size_t started = 0;
  sigfillset(&all);
  if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
    return 0;
  while (started < count && pthread_create(&starts[started].thread, NULL, start_work, &starts[started]) == 0)
    started++;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

void plm_team_run(size_t count, void *members, size_t size, void (*work)(void *member))
{
  thread_start *starts = count > 1 ? plm_new_array(count - 1, sizeof *starts) : NULL;
  size_t started = 0;
  if (starts != NULL) {
    for (size_t i = 0; i + 1 < count; i++)
      starts[i] = (thread_start){.member = (char *)members + (i + 1) * size, .work = work};
    started = start_threads(starts, count - 1);
  }
  work(members);
  while (started > 0)
    pthread_join(starts[--started].thread, NULL);
  free(starts);
}

#else

size_t plm_team_processors(void)
{
  return 1;
}

void plm_team_run(size_t count, void *members, size_t size, void (*work)(void *member))
{
  (void)count;
  (void)size;
  work(members);
}

#endif
