/*
 * address.c
 *		Which addresses the worker may connect to.
 *
 * The question is asked of the address a socket is about to be opened to, after
 * every name is resolved: so no spelling of a host and no second answer of a
 * name server can lead around it.  Public addresses may be asked; the server
 * itself, its neighbours and its network only where the list allows them.
 */
#include "worker/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define V4_PREFIX_BITS	96

/* not to be asked unless allowed; IPv4 in the spelling of RFC 4291 2.5.5.2 */
static const char *const closed_nets[] = {
	"0.0.0.0/8",				/* this host */
	"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",	/* private */
	"100.64.0.0/10",			/* shared by carriers; clouds' metadata */
	"127.0.0.0/8",				/* loopback */
	"169.254.0.0/16",			/* link-local; clouds' metadata */
	"192.0.0.0/24", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",	/* not for use */
	"198.18.0.0/15",			/* benchmarks */
	"224.0.0.0/4", "240.0.0.0/4",	/* multicast, reserved, broadcast */
	"::/128", "::1/128",		/* unspecified, loopback */
	"64:ff9b:1::/48",			/* local translation to IPv4 */
	"100::/64", "2001::/32", "2002::/16",	/* discard, tunnels that carry an IPv4 address */
	"fc00::/7", "fe80::/10", "fec0::/10",	/* private, link-local, site-local */
	"ff00::/8",					/* multicast */
};

/* the one form all comparisons use: sixteen bytes */
static void
from_v4(const void *v4, unsigned char *bytes)
{
	memset(bytes, 0, 10);
	bytes[10] = bytes[11] = 0xff;
	memcpy(bytes + 12, v4, 4);
}

/* as from_v4; addresses that carry an IPv4 one count as what they carry */
static void
from_v6(const void *v6, unsigned char *bytes)
{
	static const unsigned char nat64[12] = {0x00, 0x64, 0xff, 0x9b};
	static const unsigned char zeros[12];
	const unsigned char *raw = v6;

	if (memcmp(raw, nat64, 12) == 0)
		from_v4(raw + 12, bytes);
	else if (memcmp(raw, zeros, 12) == 0 && (raw[12] != 0 || raw[13] != 0))
		from_v4(raw + 12, bytes);	/* ::a.b.c.d, long out of use */
	else
		memcpy(bytes, raw, 16);
}

/* one network: an address, or address/bits */
static bool
read_net(const char *text, GovNet *net)
{
	char		address[INET6_ADDRSTRLEN];
	const char *slash = strchr(text, '/');
	size_t		len = slash ? (size_t) (slash - text) : strlen(text);
	unsigned char raw[16];
	int			width;
	long		bits;
	char	   *end;

	if (len == 0 || len >= sizeof(address))
		return false;
	memcpy(address, text, len);
	address[len] = '\0';

	if (inet_pton(AF_INET, address, raw) == 1)
	{
		width = 32;
		from_v4(raw, net->bytes);
	}
	else if (inet_pton(AF_INET6, address, raw) == 1)
	{
		width = 128;
		memcpy(net->bytes, raw, 16);
	}
	else
		return false;

	bits = width;
	if (slash)
	{
		if (slash[1] < '0' || slash[1] > '9')
			return false;
		bits = strtol(slash + 1, &end, 10);
		if (*end != '\0' || bits > width)
			return false;
	}
	net->bits = (int) bits + (width == 32 ? V4_PREFIX_BITS : 0);
	return true;
}

/* do the first bits agree? */
static bool
contains(const GovNet *net, const unsigned char *bytes)
{
	int			whole = net->bits / 8;
	int			rest = net->bits % 8;

	if (memcmp(net->bytes, bytes, whole) != 0)
		return false;
	return rest == 0 || ((net->bytes[whole] ^ bytes[whole]) >> (8 - rest)) == 0;
}

/* see address.h */
int
gov_read_nets(const char *text, GovNet *nets, char *wrong, size_t wrong_size)
{
	int			count = 0;

	for (;;)
	{
		char		word[64];
		size_t		len;

		text += strspn(text, " \t\r\n,");
		if (*text == '\0')
			return count;
		len = strcspn(text, " \t\r\n,");
		snprintf(word, sizeof(word), "%.*s", (int) len, text);
		if (len >= sizeof(word) || count >= GOV_MAX_NETS || !read_net(word, &nets[count]))
		{
			snprintf(wrong, wrong_size, "%s", word);
			return -1;
		}
		count++;
		text += len;
	}
}

/* is it in the list of closed networks? */
static bool
is_closed(const unsigned char *bytes)
{
	for (size_t i = 0; i < sizeof(closed_nets) / sizeof(closed_nets[0]); i++)
	{
		GovNet		net;

		if (!read_net(closed_nets[i], &net) || contains(&net, bytes))
			return true;
	}
	return false;
}

/* see address.h; another family than IPv4 and IPv6 is never allowed */
bool
gov_address_allowed(const struct sockaddr *address, const GovNet *allowed,
					int nallowed, char *said, size_t said_size)
{
	unsigned char bytes[16];

	snprintf(said, said_size, "unknown address family");
	if (address->sa_family == AF_INET)
	{
		const struct sockaddr_in *in = (const struct sockaddr_in *) address;

		inet_ntop(AF_INET, &in->sin_addr, said, said_size);
		from_v4(&in->sin_addr, bytes);
	}
	else if (address->sa_family == AF_INET6)
	{
		const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *) address;

		inet_ntop(AF_INET6, &in6->sin6_addr, said, said_size);
		from_v6(&in6->sin6_addr, bytes);
	}
	else
		return false;

	for (int i = 0; i < nallowed; i++)
		if (contains(&allowed[i], bytes))
			return true;
	return !is_closed(bytes);
}
