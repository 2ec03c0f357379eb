/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* clock_gettime, isatty */
#include "progress.h"

#include "numbers.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define BETWEEN_DRAWINGS 0.1 /* seconds */
#define BAR_AT_LEAST 10
#define BAR_AT_MOST 40

static double now(void)
{
  struct timespec t = {0, 0};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static size_t terminal_width(void)
{
  struct winsize size;
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return 80;
}

void progress_start(progress *p)
{
  const char *term = getenv("TERM");
  *p = (progress){.shown = isatty(STDERR_FILENO) != 0, .start = now()};
  p->redrawn = term != NULL && strcmp(term, "dumb") != 0;
  p->colour = text_takes_colour(stderr) && isatty(STDOUT_FILENO);
}

/* "1:02:03 left", "2:03 left"; how long is not known before the first replication is done. */
static void format_left(char *text, size_t size, double elapsed, uint64_t done, uint64_t replications)
{
  double left = done > 0 ? elapsed * ((double)replications / (double)done - 1) : -1;
  if (left < 0 || left > 3.6e8) {
    snprintf(text, size, "- left");
    return;
  }
  unsigned long seconds = (unsigned long)(left + 0.5);
  if (seconds >= 3600)
    snprintf(text, size, "%lu:%02lu:%02lu left", seconds / 3600, seconds / 60 % 60, seconds % 60);
  else
    snprintf(text, size, "%lu:%02lu left", seconds / 60, seconds % 60);
}

/* `room` is the width kept for the figures, so that the bar does not change its length. */
static void draw_bar(progress *p, double share, const char *figures, size_t room)
{
  size_t columns = terminal_width();
  size_t bar = columns > room + BAR_AT_LEAST + 4 ? columns - room - 4 : 0;
  if (bar > BAR_AT_MOST)
    bar = BAR_AT_MOST;
  size_t full = (size_t)((double)bar * share);
  char drawn[BAR_AT_MOST + 1];
  memset(drawn, '#', full);
  memset(drawn + full, '.', bar - full);
  drawn[bar] = '\0';
  size_t length = strlen(figures), most = columns - 1 - (bar > 0 ? bar + 3 : 0);
  if (length > most)
    length = most;
  size_t width = (bar > 0 ? bar + 3 : 0) + length;
  fputc('\r', stderr);
  if (bar > 0)
    fprintf(stderr, "[%s%s%s] ", p->colour ? "\x1b[32m" : "", drawn, p->colour ? "\x1b[0m" : "");
  fprintf(stderr, "%.*s", (int)length, figures);
  if (p->width > width)
    fprintf(stderr, "%*s", (int)(p->width - width), "");
  p->width = width;
  fflush(stderr);
}

void progress_update(uint64_t done, uint64_t replications, void *data)
{
  progress *p = data;
  if (!p->shown || replications == 0)
    return;
  double time = now();
  uint64_t tenths = (uint64_t)(10 * (double)done / (double)replications);
  if (p->of != replications)
    p->tenths = 0;
  p->of = replications;
  if (p->redrawn ? p->drawn > 0 && time - p->drawn < BETWEEN_DRAWINGS : tenths <= p->tenths)
    return;
  p->drawn = time;
  p->tenths = tenths;
  char some[NUMBER_SIZE], all[NUMBER_SIZE], left[48], figures[192];
  format_left(left, sizeof left, time - p->start, done, replications);
  snprintf(figures, sizeof figures, "%s of %s, %s", number_count(some, done), number_count(all, replications), left);
  if (p->redrawn)
    draw_bar(p, (double)done / (double)replications, figures, 2 * strlen(all) + strlen(" of , 0:00:00 left"));
  else
    fprintf(stderr, "%s\n", figures);
}

double progress_end(progress *p)
{
  if (p->shown && p->width > 0)
    fprintf(stderr, "\r%*s\r", (int)p->width, "");
  return now() - p->start;
}
