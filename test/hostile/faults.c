/*
 * faults.c
 *		What a machine may do to the server, for tests: preloaded, it lets the
 *		look-up of names under .slow hang for a minute, and sets the wall clock
 *		by as many seconds as the file named in GOV_CLOCK_STEP says.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

typedef int (*Lookup) (const char *, const char *, const struct addrinfo *, struct addrinfo **);
typedef int (*Clock) (struct timeval *, void *);

/* in front of the real one */
int
getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
	Lookup		real = (Lookup) dlsym(RTLD_NEXT, "getaddrinfo");
	size_t		len = node ? strlen(node) : 0;

	if (len > 5 && strcmp(node + len - 5, ".slow") == 0)
		(void) poll(NULL, 0, 60000);
	return real(node, service, hints, result);
}

/* likewise: the wall clock only, the monotonic one cannot be set */
int
gettimeofday(struct timeval *restrict now, void *restrict zone)
{
	static Clock real = NULL;
	const char *path = getenv("GOV_CLOCK_STEP");
	FILE	   *file = path ? fopen(path, "r") : NULL;
	long		step = 0;
	int			status;

	if (real == NULL)
		real = (Clock) dlsym(RTLD_NEXT, "gettimeofday");
	status = real(now, zone);
	if (file != NULL)
	{
		if (fscanf(file, "%ld", &step) == 1)
			now->tv_sec += step;
		fclose(file);
	}
	return status;
}
