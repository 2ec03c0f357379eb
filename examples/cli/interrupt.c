/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* sigaction */
#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

#define SIGNALS 2

/* Signal handlers have no other way to their data. */
static const int numbers[SIGNALS] = {SIGINT, SIGTERM};
static struct sigaction before[SIGNALS];
static placement_cancellation *volatile watched;
static volatile sig_atomic_t came;

static void stop(int number)
{
  struct sigaction plain = {.sa_handler = SIG_DFL};
  sigaction(SIGINT, &plain, NULL);
  sigaction(SIGTERM, &plain, NULL);
  came = number;
  placement_cancellation_request(watched);
}

void interrupt_watch(placement_cancellation *cancellation)
{
  struct sigaction action = {.sa_handler = stop, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaddset(&action.sa_mask, SIGINT);
  sigaddset(&action.sa_mask, SIGTERM);
  watched = cancellation;
  came = 0;
  for (size_t i = 0; i < SIGNALS; i++) {
    sigaction(numbers[i], NULL, &before[i]);
    if (before[i].sa_handler != SIG_IGN)
      sigaction(numbers[i], &action, NULL);
  }
}

int interrupt_unwatch(void)
{
  for (size_t i = 0; i < SIGNALS; i++)
    sigaction(numbers[i], &before[i], NULL);
  return came;
}
