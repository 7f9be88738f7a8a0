/*
 * source.c
 *		A source is a foreign server of gov_cloud_source: its options, their
 *		checks, and how C reads them.
 *
 * Options of foreign servers can be read by everybody, so no secret may stand
 * in one: the option credential names a file that only the server reads.
 */
#include "usage/sample.h"

#include "access/reloptions.h"
#include "catalog/pg_foreign_data_wrapper.h"
#include "catalog/pg_foreign_server.h"
#include "catalog/pg_type.h"
#include "catalog/pg_user_mapping.h"
#include "commands/defrem.h"
#include "foreign/foreign.h"
#include "utils/builtins.h"
#include "utils/varlena.h"

#define WRAPPER		"gov_cloud_source"
#define URL_MAX		1024

static const GovSourceKind push_kind = {"push", false};
static const GovSourceKind *const kinds[] = {&gov_prometheus_kind, &push_kind};

/* a check answers what is wrong (for people), or NULL */
typedef const char *(*OptionCheck) (const char *value);

/* the kind of that name, NULL: none */
static const GovSourceKind *
find_kind(const char *name)
{
	for (int i = 0; i < lengthof(kinds); i++)
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	return NULL;
}
/* the kind decides how it is asked; see kinds[] */

static const char *
check_kind(const char *value)
{
	return find_kind(value) ? NULL : "It must be prometheus or push.";
}

/*
 * http(s)://host[:port][/path] and nothing more: what follows a question mark
 * or stands before an @ is where people put passwords and tokens.
 */
static const char *
check_url(const char *value)
{
	const char *host;
	size_t		authority;

	if (strncmp(value, "https://", 8) == 0)
		host = value + 8;
	else if (strncmp(value, "http://", 7) == 0)
		host = value + 7;
	else
		return "It must begin with https:// or http://.";
	if (strlen(value) > URL_MAX)
		return "It must not be longer than 1024 bytes.";
	for (const char *c = value; *c; c++)
		if ((unsigned char) *c <= ' ' || (unsigned char) *c >= 0x7F || *c == '\\' || *c == '"')
			return "It must be plain ASCII without blanks, quotes and backslashes.";
	authority = strcspn(host, "/?#");
	if (memchr(host, '@', authority) != NULL)
		return "A password in a URL is seen by everybody: use the options user and credential.";
	if (authority == 0 || host[0] == ':')
		return "It must name a host.";
	if (strpbrk(host, "?#") != NULL)
		return "It ends before the question mark: a token there is seen by everybody, use the option credential.";
	return NULL;
}

/* the name of a file in the credentials directory, never a path or the secret itself */
static const char *
check_file(const char *value)
{
	size_t		len = strlen(value);

	if (len == 0 || len > 64 || value[0] == '.' ||
		strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") != len)
		return "It is the name of a file under gov_cloud.credentials_directory: letters, digits, dot, dash, underscore.";
	return NULL;
}
/* basic authentication cannot carry a colon in the name */

static const char *
check_user(const char *value)
{
	if (*value == '\0' || strlen(value) > 256 || strchr(value, ':') != NULL)
		return "It is a user name without a colon; the password stands in the file that credential names.";
	return NULL;
}

/* '300', '5 minutes', '1h' in seconds; -1: unreadable */
static int
parse_seconds(const char *value)
{
	static const struct
	{
		const char *word;
		int			seconds;
	}			units[] = {
		{"", 1}, {"s", 1}, {"sec", 1}, {"second", 1}, {"seconds", 1},
		{"m", 60}, {"min", 60}, {"minute", 60}, {"minutes", 60},
		{"h", 3600}, {"hour", 3600}, {"hours", 3600}, {"d", 86400}, {"day", 86400}, {"days", 86400}
	};
	char	   *rest;
	long		amount = strtol(value, &rest, 10);

	if (rest == value || amount < 0 || amount > 86400 * 31)
		return -1;
	while (*rest == ' ')
		rest++;
	for (int i = 0; i < lengthof(units); i++)
		if (strcmp(rest, units[i].word) == 0 && amount * units[i].seconds <= 86400 * 31)
			return amount * units[i].seconds;
	return -1;
}
/* more often than every 10 seconds would only load the source */

static const char *
check_interval(const char *value)
{
	int			seconds = parse_seconds(value);

	return seconds >= 10 && seconds <= 86400 ? NULL : "It must be 10 seconds to 1 day, such as '5 minutes' or 300.";
}
/* how late a source's values are; 0 is allowed */

static const char *
check_lag(const char *value)
{
	return parse_seconds(value) >= 0 ? NULL : "It must be a span such as '2 minutes' or 120.";
}
/* a request that waits longer would hold up the others */

static const char *
check_timeout(const char *value)
{
	int			seconds = parse_seconds(value);

	return seconds >= 1 && seconds <= 600 ? NULL : "It must be 1 second to 10 minutes, such as '30 seconds'.";
}
/* how many metrics the source bears being asked for at once */

static const char *
check_concurrency(const char *value)
{
	char	   *rest;
	long		n = strtol(value, &rest, 10);

	return rest != value && *rest == '\0' && n >= 1 && n <= 16 ? NULL : "It must be 1 to 16.";
}

/* a local day (its midnight) or a moment with an offset */
static bool
parse_begins(const char *value, TimestampTz *begins_at)
{
	char	   *midnight = psprintf("%sT00:00:00+08:00", value);
	int64_t		ms;

	if (!gov_decode_moment(midnight, strlen(midnight), &ms) &&
		!gov_decode_moment(value, strlen(value), &ms))
		return false;
	*begins_at = gov_moment(ms);
	return true;
}
/* from when on history is wanted */

static const char *
check_begins(const char *value)
{
	TimestampTz ignored;

	return parse_begins(value, &ignored) ? NULL : "It must be a day such as 2026-03-01, or 2026-03-01T00:00:00+08:00.";
}
/* its form only: a restore makes servers before rows */

static const char *
check_jurisdiction(const char *value)
{
	return strlen(value) == 6 && strspn(value, "0123456789") == 6 ? NULL :
		"It must be a six-digit division code (GB/T 2260).";
}
/* its length only, likewise */

static const char *
check_provider(const char *value)
{
	return strlen(value) == 18 ? NULL : "It must be a unified social credit code of 18 characters.";
}

/* the options of a source */
static const struct
{
	const char *name;
	OptionCheck check;
}			options[] = {
	{"kind", check_kind},
	{"url", check_url},
	{"user", check_user},
	{"credential", check_file},
	{"ca_file", check_file},
	{"jurisdiction", check_jurisdiction},
	{"provider", check_provider},
	{"interval", check_interval},
	{"lag", check_lag},
	{"begins", check_begins},
	{"concurrency", check_concurrency},
	{"timeout", check_timeout}
};

/* names the option that was probably meant, or else all of them */
static char *
option_hint(const char *unknown)
{
	const char *closest = NULL;
	int			best = 4;		/* more edits than three are another word */
	StringInfoData all;

	initStringInfo(&all);
	for (int i = 0; i < lengthof(options); i++)
	{
		const char *name = options[i].name;
		int			distance = strlen(unknown) > 63 ? best :
		varstr_levenshtein_less_equal(unknown, strlen(unknown), name, strlen(name), 1, 1, 1, best, true);

		if (distance < best && distance < (int) strlen(name))
		{
			best = distance;
			closest = name;
		}
		appendStringInfo(&all, "%s%s", i ? ", " : "", name);
	}
	if (closest != NULL)
		return psprintf("Perhaps you meant the option \"%s\".", closest);
	return psprintf("Options of a source: %s.", all.data);
}

/* checks one option of a server */
static void
check_option(const char *name, const char *value)
{
	for (int i = 0; i < lengthof(options); i++)
	{
		const char *wrong;

		if (strcmp(name, options[i].name) != 0)
			continue;
		wrong = options[i].check(value);
		if (wrong != NULL)
			ereport(ERROR,
					(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
					 errmsg("invalid value for option \"%s\" of a source", name),
					 errhint("%s", wrong)));
		return;
	}
	ereport(ERROR,
			(errcode(ERRCODE_FDW_INVALID_OPTION_NAME),
			 errmsg("a source has no option \"%s\"", name),
			 errhint("%s", option_hint(name))));
}

/* the value of an option, NULL when it is not set */
static const char *
option(List *set, const char *name)
{
	ListCell   *cell;

	foreach(cell, set)
	{
		DefElem    *def = (DefElem *) lfirst(cell);

		if (strcmp(def->defname, name) == 0)
			return defGetString(def);
	}
	return NULL;
}

PG_FUNCTION_INFO_V1(gov_source_validator);

/*
 * source_validator(): run by CREATE and ALTER SERVER, and by a restore, so it
 * looks at no table.  Values are not repeated in errors: one could be a secret
 * that was put in the wrong place.
 */
Datum
gov_source_validator(PG_FUNCTION_ARGS)
{
	List	   *set = untransformRelOptions(PG_GETARG_DATUM(0));
	Oid			catalog = PG_GETARG_OID(1);
	const char *kind;
	ListCell   *cell;

	if (catalog != ForeignServerRelationId)
	{
		if (set == NIL)
			PG_RETURN_VOID();
		ereport(ERROR,
				(errcode(ERRCODE_FDW_INVALID_OPTION_NAME),
				 errmsg("only a server of \"%s\" has options", WRAPPER),
				 errhint("A password or token stands in a file that the option credential of the server names.")));
	}
	foreach(cell, set)
	{
		DefElem    *def = (DefElem *) lfirst(cell);

		check_option(def->defname, defGetString(def));
	}
	kind = option(set, "kind");
	if (kind == NULL || (find_kind(kind)->polled && option(set, "url") == NULL))
		ereport(ERROR,
				(errcode(ERRCODE_FDW_OPTION_NAME_NOT_FOUND),
				 errmsg("a source needs the option \"%s\"", kind ? "url" : "kind"),
				 errhint("%s", kind ? "The address of the server, such as https://prometheus.example:9090." :
						 check_kind(""))));
	PG_RETURN_VOID();
}

/* the URL without what would double a slash */
static const char *
trim_slashes(const char *url)
{
	char	   *copy;
	size_t		len;

	if (url == NULL)
		return NULL;
	copy = pstrdup(url);
	for (len = strlen(copy); len > 0 && copy[len - 1] == '/'; len--)
		copy[len - 1] = '\0';
	return copy;
}

/* an option that is a span of seconds */
static int
seconds_option(List *set, const char *name, int absent)
{
	const char *value = option(set, name);

	return value ? parse_seconds(value) : absent;
}

/* see source.h */
GovSource *
gov_source_read(const char *name)
{
	ForeignServer *server = GetForeignServerByName(name, true);
	GovSource  *source = palloc0(sizeof(GovSource));
	List	   *set;

	if (server == NULL || strcmp(GetForeignDataWrapper(server->fdwid)->fdwname, WRAPPER) != 0)
		gov_refuse(GOV_ERR_SOURCE, "source_unknown", NULL,
				   "Make it with gov_cloud.add_source() or CREATE SERVER … FOREIGN DATA WRAPPER gov_cloud_source.",
				   "there is no source \"%s\"", name);
	set = server->options;
	source->name = server->servername;
	source->kind = find_kind(option(set, "kind"));
	source->url = trim_slashes(option(set, "url"));
	source->user = option(set, "user");
	source->credential = option(set, "credential");
	source->ca_file = option(set, "ca_file");
	source->jurisdiction = option(set, "jurisdiction");
	source->provider = option(set, "provider");
	source->interval = seconds_option(set, "interval", 300);
	source->lag = seconds_option(set, "lag", 60);
	source->concurrency = option(set, "concurrency") ? atoi(option(set, "concurrency")) : 4;
	source->timeout = seconds_option(set, "timeout", 0);
	if (option(set, "begins") == NULL || !parse_begins(option(set, "begins"), &source->begins_at))
		source->begins_at = DT_NOBEGIN;
	return source;
}

/* see source.h */
List *
gov_source_names(void)
{
	static GovQuery query = {
		"SELECT s.srvname::text FROM pg_catalog.pg_foreign_server s"
		" JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid OPERATOR(pg_catalog.=) s.srvfdw"
		" WHERE w.fdwname OPERATOR(pg_catalog.=) '" WRAPPER "' ORDER BY 1"
	};
	MemoryContext caller = CurrentMemoryContext;
	List	   *names = NIL;

	SPI_connect();
	gov_query(&query, NULL, NULL, true, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		char	   *name = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
		MemoryContext old = MemoryContextSwitchTo(caller);

		names = lappend(names, pstrdup(name));
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return names;
}
