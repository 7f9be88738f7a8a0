/*
 * wait.c
 *		The worker's only wait: its latch, the postmaster, the network.
 *
 * A wait that is not a latch wait holds up every DROP DATABASE of the server.
 */
#include "worker/worker.h"

#include "miscadmin.h"
#include "storage/latch.h"
#include "utils/memutils.h"
#include "utils/wait_event.h"

#define MAX_SOCKETS	1024

typedef struct Watched
{
	pgsocket	fd;
	uint32		events;
} Watched;

/* written from libcurl's callbacks, where nothing may be allocated */
static Watched watched[MAX_SOCKETS];
static int	nwatched = 0;
static bool changed = true;
static WaitEventSet *wait_set = NULL;

/* watches a socket for WL_SOCKET_* events; 0: no longer.  false: too many */
bool
gov_wait_watch(pgsocket fd, uint32 events)
{
	int			i;

	for (i = 0; i < nwatched && watched[i].fd != fd; i++)
		;
	if (i == MAX_SOCKETS)
		return events == 0;
	if (events != 0)
	{
		nwatched = Max(nwatched, i + 1);
		watched[i].fd = fd;
		watched[i].events = events;
	}
	else if (i < nwatched)
		watched[i] = watched[--nwatched];
	changed = true;
	return true;
}

/* forgets all sockets: they were closed */
void
gov_wait_forget(void)
{
	nwatched = 0;
	changed = true;
}

/* a wait set can grow but not shrink: it is made anew when the sockets change */
static void
build_wait_set(void)
{
	if (wait_set != NULL)
		FreeWaitEventSet(wait_set);
	wait_set = NULL;
	wait_set = CreateWaitEventSet(TopMemoryContext, nwatched + 2);
	AddWaitEventToSet(wait_set, WL_LATCH_SET, PGINVALID_SOCKET, MyLatch, NULL);
	AddWaitEventToSet(wait_set, WL_EXIT_ON_PM_DEATH, PGINVALID_SOCKET, NULL, NULL);
	for (int i = 0; i < nwatched; i++)
		AddWaitEventToSet(wait_set, watched[i].events, watched[i].fd, NULL, NULL);
	changed = false;
}

/*
 * Waits at most ms milliseconds.  Returns the number of sockets with events;
 * *latch tells whether the latch was set (it is reset).
 */
int
gov_wait(long ms, WaitEvent *sockets, int size, bool *latch)
{
	int			n,
				kept = 0;

	if (changed)
		build_wait_set();
	*latch = false;
	n = WaitEventSetWait(wait_set, ms, sockets, size, PG_WAIT_EXTENSION);
	for (int i = 0; i < n; i++)
	{
		if (sockets[i].events & WL_LATCH_SET)
		{
			ResetLatch(MyLatch);
			*latch = true;
		}
		else
			sockets[kept++] = sockets[i];
	}
	return kept;
}
