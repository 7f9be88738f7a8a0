/*
 * address.h
 *		Which addresses the worker may connect to.  Plain C without the back end,
 *		so that a unit test can ask it everything.
 */
#ifndef GOV_ADDRESS_H
#define GOV_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

typedef struct GovNet
{
	unsigned char bytes[16];	/* IPv4 as ::ffff:a.b.c.d */
	int			bits;
} GovNet;

#define GOV_MAX_NETS	64

/*
 * Reads a list such as '10.0.0.0/8, 192.168.7.5, fd00::/8'.  Returns the number
 * of networks, or -1; then the first wrong word is copied to wrong.
 */
extern int	gov_read_nets(const char *text, GovNet *nets, char *wrong, size_t wrong_size);

/* may the worker connect there?  said receives the address as text */
extern bool gov_address_allowed(const struct sockaddr *address, const GovNet *allowed,
								int nallowed, char *said, size_t said_size);

#endif							/* GOV_ADDRESS_H */
