/*
 * quiet.c
 *		A source that fails every minute fills no log: one line a source and
 *		class of error in a quarter of an hour, with the number left unsaid.
 */
#include "worker/worker.h"

#include <stdarg.h>

#include "mb/pg_wchar.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

#define QUIET_SECONDS	(15 * 60)
#define MAX_REMEMBERED	4096

typedef struct QuietKey
{
	char		source[96];
	char		error_class[32];
} QuietKey;

typedef struct QuietEntry
{
	QuietKey	key;
	instr_time	said_at;
	int64		unsaid;
} QuietEntry;

static HTAB *said = NULL;

/* the table of what was said; forgotten whole when it grows beyond reason */
static HTAB *
remembered(void)
{
	if (said != NULL && hash_get_num_entries(said) >= MAX_REMEMBERED)
	{
		hash_destroy(said);
		said = NULL;
	}
	if (said == NULL)
	{
		HASHCTL		ctl = {0};

		ctl.keysize = sizeof(QuietKey);
		ctl.entrysize = sizeof(QuietEntry);
		ctl.hcxt = TopMemoryContext;
		said = hash_create("gov_cloud log lines", 64, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	return said;
}

/* logs at LOG, or counts */
void
gov_quiet_log(const char *source, const char *error_class, const char *fmt,...)
{
	QuietKey	key;
	QuietEntry *entry;
	bool		found;
	instr_time	now;
	char		line[1024];
	va_list		args;

	memset(&key, 0, sizeof(key));
	strlcpy(key.source, source, sizeof(key.source));
	strlcpy(key.error_class, error_class, sizeof(key.error_class));
	entry = hash_search(remembered(), &key, HASH_ENTER, &found);

	INSTR_TIME_SET_CURRENT(now);
	if (found)
	{
		instr_time	since = now;

		INSTR_TIME_SUBTRACT(since, entry->said_at);
		if (INSTR_TIME_GET_DOUBLE(since) < QUIET_SECONDS)
		{
			entry->unsaid++;
			return;
		}
	}
	else
		entry->unsaid = 0;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	line[pg_mbcliplen(line, strlen(line), sizeof(line) - 1)] = '\0';
	ereport(LOG,
			(errmsg("gov_cloud: %s: %s", source, line),
			 entry->unsaid > 0 ? errdetail("This happened " INT64_FORMAT " times since it was last written here.",
										   entry->unsaid + 1) : 0));
	entry->said_at = now;
	entry->unsaid = 0;
}

/*
 * Text from outside, fit to be stored and shown: valid in the database's
 * encoding, one line, at most max bytes.  What is not valid becomes '?'.
 */
char *
gov_clean_text(const char *foreign, int max)
{
	char	   *text = pnstrdup(foreign, max);
	bool		valid;

	valid = pg_verify_mbstr(GetDatabaseEncoding(), text, strlen(text), true);
	if (!valid)
	{
		/* perhaps only the cut is at fault */
		text[pg_encoding_mbcliplen(GetDatabaseEncoding(), text, strlen(text), strlen(text))] = '\0';
		valid = pg_verify_mbstr(GetDatabaseEncoding(), text, strlen(text), true);
	}
	for (char *c = text; *c; c++)
	{
		if ((unsigned char) *c < ' ' || *c == 0x7f)
			*c = ' ';
		else if (!valid && IS_HIGHBIT_SET(*c))
			*c = '?';
	}
	return text;
}
