/*
 * breaker.c
 *		A host that does not answer is left alone for a while, whoever asks.
 *
 * Without this, every request to a dead host would hold one of the few
 * transfers until its time-out, and each hung name look-up would leave a thread
 * behind.  What is known here lives as long as the process: the sources'
 * own back-off, kept in tables, outlives it.
 */
#include "worker/worker.h"

#include "common/pg_prng.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

#define PER_HOST		4		/* transfers to one host at a time */
#define FAILURES		3		/* in a row open the breaker; a failed look-up does at once */
#define OPEN_SECONDS	30		/* doubled each time, up to: */
#define OPEN_SECONDS_MAX 900
#define MAX_HOSTS		1024

struct GovHost
{
	char		key[300];		/* hash key: scheme://host:port */
	int			active;			/* transfers under way */
	int			failures;		/* in a row */
	int			openings;		/* in a row */
	bool		open;
	instr_time	open_since;
	double		open_for;		/* seconds */
};

static HTAB *hosts = NULL;

/* removes hosts nobody is talking to and nothing is held against */
static void
forget_quiet_hosts(void)
{
	HASH_SEQ_STATUS seq;
	GovHost    *host;

	hash_seq_init(&seq, hosts);
	while ((host = hash_seq_search(&seq)) != NULL)
		if (host->active == 0 && !host->open)
			hash_search(hosts, host->key, HASH_REMOVE, NULL);
}

/* the host's entry; it stays where it is while a transfer is under way */
GovHost *
gov_host(const char *scheme, const char *host, const char *port)
{
	GovHost    *entry;
	char		key[sizeof(entry->key)];
	bool		found;

	if (hosts == NULL)
	{
		HASHCTL		ctl = {0};

		ctl.keysize = sizeof(entry->key);
		ctl.entrysize = sizeof(GovHost);
		ctl.hcxt = TopMemoryContext;
		hosts = hash_create("gov_cloud hosts", 64, &ctl, HASH_ELEM | HASH_STRINGS | HASH_CONTEXT);
	}
	snprintf(key, sizeof(key), "%s://%s:%s", scheme, host, port);
	entry = hash_search(hosts, key, HASH_FIND, NULL);
	if (entry != NULL)
		return entry;
	if (hash_get_num_entries(hosts) >= MAX_HOSTS)
		forget_quiet_hosts();
	entry = hash_search(hosts, key, HASH_ENTER, &found);
	memset((char *) entry + sizeof(entry->key), 0, sizeof(*entry) - sizeof(entry->key));
	return entry;
}

/* how long the breaker stays open from now on, in seconds; 0: it may be tried */
static double
seconds_left(const GovHost *host)
{
	instr_time	since;

	INSTR_TIME_SET_CURRENT(since);
	INSTR_TIME_SUBTRACT(since, host->open_since);
	return Max(0, host->open_for - INSTR_TIME_GET_DOUBLE(since));
}

/*
 * May a transfer begin?  A breaker whose time is over lets one try: its answer
 * closes it or opens it for twice as long.
 */
GovAdmission
gov_host_admits(GovHost *host, int *left)
{
	*left = 0;
	if (host->open)
	{
		double		seconds = seconds_left(host);

		if (seconds > 0)
		{
			*left = (int) seconds + 1;
			return GOV_ADMIT_NOT;
		}
		return host->active == 0 ? GOV_ADMIT : GOV_ADMIT_LATER;
	}
	return host->active < PER_HOST ? GOV_ADMIT : GOV_ADMIT_LATER;
}

/* a transfer begins */
void
gov_host_began(GovHost *host)
{
	host->active++;
}

/* opens for so many seconds, more or less: hosts must not come back in step */
static void
open_breaker(GovHost *host, double seconds)
{
	host->open = true;
	INSTR_TIME_SET_CURRENT(host->open_since);
	host->open_for = seconds * (0.8 + 0.4 * pg_prng_double(&pg_global_prng_state));
}

/*
 * A transfer ended.  A whole exchange shows the host to be alive, whatever its
 * status, except where it asks us to stay away (Retry-After, clamped where it is
 * read).  What we broke off or refused ourselves says nothing about it.
 */
void
gov_host_ended(GovHost *host, const GovResponse *response)
{
	host->active--;
	if (response->curl_code == 0 && response->status != 0)
	{
		host->failures = host->openings = 0;
		host->open = false;
		if (response->retry_after > 0 && (response->status == 429 || response->status == 503))
			open_breaker(host, response->retry_after);
	}
	else if (response->curl_code != 0 && strcmp(response->error_class, "address") != 0 &&
			 strcmp(response->error_class, "too_large") != 0)
	{
		host->failures++;
		if (host->open || host->failures >= FAILURES || strcmp(response->error_class, "dns") == 0)
		{
			open_breaker(host, Min(OPEN_SECONDS_MAX, OPEN_SECONDS << Min(host->openings, 5)));
			host->openings++;
		}
	}
}
