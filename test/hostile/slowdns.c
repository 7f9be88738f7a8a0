/*
 * slowdns.c
 *		A name server that never answers, for tests: preloaded, it lets the
 *		look-up of names under .slow hang for a minute.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <poll.h>
#include <string.h>

typedef int (*Lookup) (const char *, const char *, const struct addrinfo *, struct addrinfo **);

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
