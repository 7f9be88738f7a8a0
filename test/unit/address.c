/* unit: src/worker/address.c */
/*
 * address.c
 *		Where the worker may connect to: every net that is closed, at both its
 *		edges, and lists right and wrong.
 */
#include "worker/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

static int	tests;

/* one assertion in TAP */
static void
ok(bool holds, const char *what, const char *detail)
{
	printf("%sok %d - %s %s\n", holds ? "" : "not ", ++tests, what, detail);
}

/* may one connect to the address under the list? */
static bool
allowed(const char *text, const char *list)
{
	GovNet		nets[GOV_MAX_NETS];
	struct sockaddr_storage storage;
	struct sockaddr_in *v4 = (struct sockaddr_in *) &storage;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *) &storage;
	char		said[64];
	char		wrong[64];
	int			count = gov_read_nets(list, nets, wrong, sizeof(wrong));

	memset(&storage, 0, sizeof(storage));
	if (inet_pton(AF_INET, text, &v4->sin_addr) == 1)
		v4->sin_family = AF_INET;
	else if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1)
		v6->sin6_family = AF_INET6;
	return gov_address_allowed((struct sockaddr *) &storage, nets, count, said, sizeof(said));
}

/* how many nets the list has; -1: it is wrong, wrong says where */
static int
read_list(const char *list, char *wrong)
{
	GovNet		nets[GOV_MAX_NETS];

	wrong[0] = '\0';
	return gov_read_nets(list, nets, wrong, 64);
}

/* the first and last address of each closed net, and those beside them that are open */
static void
test_edges(void)
{
	static const char *const closed[] = {
		"0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
		"100.100.100.200", "127.0.0.0", "127.0.0.1", "127.255.255.255", "169.254.0.0", "169.254.169.254",
		"169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.255", "192.0.2.1",
		"192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1",
		"224.0.0.0", "239.255.255.255", "240.0.0.0", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1",
		"64:ff9b:1::1", "100::1", "2001::1", "2002:7f00:1::", "fc00::", "fdff:ffff::1", "fd00:ec2::254",
		"fe80::1", "febf::1", "fec0::1", "feff::1", "ff00::", "ff02::1", "ffff:ffff::1",
	};
	static const char *const open[] = {
		"1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
		"169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255",
		"192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "8.8.8.8",
		"2400:3200::1", "2003::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "fbff::1",
	};

	for (size_t i = 0; i < sizeof(closed) / sizeof(closed[0]); i++)
		ok(!allowed(closed[i], ""), "closed", closed[i]);
	for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
		ok(allowed(open[i], ""), "open", open[i]);
}

/* what a list opens, and no more than that */
static void
test_lists(void)
{
	ok(allowed("10.1.2.3", "10.0.0.0/8"), "listed", "10/8");
	ok(!allowed("11.1.2.3", "10.0.0.0/8") == false, "public beside it", "11");
	ok(!allowed("192.168.1.1", "10.0.0.0/8"), "not listed", "192.168");
	ok(allowed("::ffff:10.1.2.3", "10.0.0.0/8"), "listed in IPv6 spelling", "");
	ok(allowed("127.0.0.1", "::ffff:127.0.0.1"), "listed as IPv6, asked as IPv4", "");
	ok(allowed("192.168.7.5", "192.168.7.5") && !allowed("192.168.7.6", "192.168.7.5"), "one address", "");
	ok(allowed("192.168.7.7", "192.168.7.6/31") && !allowed("192.168.7.8", "192.168.7.6/31"), "odd bits", "/31");
	ok(allowed("10.127.255.255", "10.0.0.0/9") && !allowed("10.128.0.0", "10.0.0.0/9"), "odd bits", "/9");
	ok(allowed("127.0.0.1", "0.0.0.0/0") && !allowed("::1", "0.0.0.0/0"), "all of IPv4, nothing of IPv6", "");
	ok(allowed("::1", "::/0") && allowed("127.0.0.1", "::/0"), "all", "");
	ok(allowed("fd00::1", "10.0.0.0/8, fd00::/8\t192.168.0.0/16"), "among several", "");
	ok(!allowed("unix", "::/0"), "another family", "");
}

/* right and wrong lists */
static void
test_reading(void)
{
	static const char *const bad[] = {
		"10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/8x", "10.0.0.0/-1", "10.0.0.0/+8",
		"host", "127.1", "0x7f.0.0.1", "/8", "10.0.0.0/8/8", "fe80::1%eth0",
		"1111111111111111111111111111111111111111111111111111111111111111111111111111",
	};
	char		wrong[64];
	char		many[4096] = "";

	ok(read_list("", wrong) == 0, "an empty list", "");
	ok(read_list(" , ,, ", wrong) == 0, "a list of nothing", "");
	ok(read_list("10.0.0.0/8,::1", wrong) == 2, "a list of two", "");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		char		list[256];

		snprintf(list, sizeof(list), "10.0.0.0/8, %s", bad[i]);
		ok(read_list(list, wrong) == -1 && strncmp(wrong, bad[i], 20) == 0, "wrong, and named:", bad[i]);
	}
	for (int i = 0; i < GOV_MAX_NETS; i++)
		strcat(many, "10.0.0.1 ");
	ok(read_list(many, wrong) == GOV_MAX_NETS, "as many as there may be", "");
	strcat(many, "10.0.0.2");
	ok(read_list(many, wrong) == -1 && strcmp(wrong, "10.0.0.2") == 0, "one too many", "");
}

int
main(void)
{
	test_edges();
	test_lists();
	test_reading();
	printf("1..%d\n", tests);
	return 0;
}
