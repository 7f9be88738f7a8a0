/*
 * fetch.c
 *		The way to the network: libcurl's multi interface driven by the server's
 *		own wait, so that the worker hears every signal while it waits.
 *
 * The rules, each paid for by another project: callbacks use malloc and never
 * raise an error; signals are blocked while libcurl runs, because the threads
 * it starts must not get them; a body is counted in the write callback,
 * because no option of libcurl limits it; addresses are judged when a socket
 * opens; no redirect, proxy or netrc is followed; every handle hangs on a
 * memory context's reset callback.
 */
#include "worker/worker.h"

#include <curl/curl.h>
#include <openssl/crypto.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "lib/ilist.h"
#include "storage/fd.h"
#include "storage/latch.h"
#include "utils/memutils.h"

#define HEADER_BYTES_MAX	65536
#define RETRY_AFTER_MAX		3600
#define LOW_SPEED_BYTES		10	/* a second; for half of the time-out this is dead */
#define GRACE_MS			1000	/* beyond the time-out, then we break off ourselves */

/* one transfer; the public part first */
typedef struct Transfer
{
	GovTransfer public;
	dlist_node	node;
	MemoryContext context;		/* holds this and what hangs on it */
	MemoryContextCallback release;
	bool		is_active;		/* on the list of active ones */
	char	   *scheme;			/* of the URL; NULL: not read yet */
	char	   *hostname;
	char	   *port;
	GovHost    *host;			/* while active */
	CURL	   *easy;
	struct curl_slist *headers;
	char	   *secret;			/* the Authorization line */
	Size		secret_len;
	char	   *body;			/* malloc'd */
	Size		len;
	Size		allocated;
	Size		max_body;
	Size		header_bytes;
	int			total_ms;
	GovFaults	faults;			/* set in callbacks */
	char		error[CURL_ERROR_SIZE];
	instr_time	began;
} Transfer;

static CURLM *multi = NULL;
static bool renew_multi = false;
static dlist_head waiting = DLIST_STATIC_INIT(waiting);
static dlist_head active = DLIST_STATIC_INIT(active);
static dlist_head finished = DLIST_STATIC_INIT(finished);
static int	nactive = 0;
static int	nwaiting = 0;

static instr_time timer_set_at;
static long timer_ms = -1;		/* libcurl's wish, -1: none */

/* the threads libcurl starts inherit this: they are born deaf */
static void
block_signals(sigset_t *old)
{
	sigset_t	all;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, old);
}

/* the counterpart */
static void
restore_signals(const sigset_t *old)
{
	pthread_sigmask(SIG_SETMASK, old, NULL);
}

/* milliseconds since a moment of the monotonic clock */
static int
elapsed_ms(instr_time since)
{
	instr_time	now;

	INSTR_TIME_SET_CURRENT(now);
	INSTR_TIME_SUBTRACT(now, since);
	return (int) INSTR_TIME_GET_MILLISEC(now);
}

/* ---- callbacks: malloc only, no ereport, short counts ---- */

/* which sockets to watch, and for what */
static int
on_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *socket_arg)
{
	uint32		events = 0;

	if (what == CURL_POLL_IN || what == CURL_POLL_INOUT)
		events |= WL_SOCKET_READABLE;
	if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
		events |= WL_SOCKET_WRITEABLE;
	return gov_wait_watch(fd, events) ? 0 : -1;
}

/* when libcurl wants to be called without an event */
static int
on_timer(CURLM *handle, long ms, void *arg)
{
	INSTR_TIME_SET_CURRENT(timer_set_at);
	timer_ms = ms;
	return 0;
}

/* after the name is resolved, before the connection: is this address allowed? */
static curl_socket_t
on_open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	Transfer   *transfer = arg;

	if (!gov_address_allowed(&address->addr, gov_allowed_nets, gov_allowed_net_count,
							 transfer->faults.address, sizeof(transfer->faults.address)))
	{
		transfer->faults.refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* keeps what comes, up to the limit */
static size_t
on_body(char *data, size_t size, size_t count, void *arg)
{
	Transfer   *transfer = arg;
	size_t		more = size * count;

	if (more > transfer->max_body - transfer->len)
	{
		transfer->faults.body_too_large = true;
		return 0;
	}
	if (transfer->len + more + 1 > transfer->allocated)
	{
		size_t		wish = Max(transfer->allocated * 2, transfer->len + more + 1);
		char	   *larger = realloc(transfer->body, Max(wish, 16384));

		if (larger == NULL)
		{
			transfer->faults.no_memory = true;
			return 0;
		}
		transfer->body = larger;
		transfer->allocated = Max(wish, 16384);
	}
	memcpy(transfer->body + transfer->len, data, more);
	transfer->len += more;
	transfer->body[transfer->len] = '\0';
	return more;
}

/* counts header bytes, those of interim answers too; notes a coded body */
static size_t
on_header(char *data, size_t size, size_t count, void *arg)
{
	static const char name[] = "content-encoding:";
	Transfer   *transfer = arg;
	size_t		len = size * count;

	transfer->header_bytes += len;
	if (transfer->header_bytes > HEADER_BYTES_MAX)
	{
		transfer->faults.header_too_large = true;
		return 0;
	}
	if (len > sizeof(name) - 1 && strncasecmp(data, name, sizeof(name) - 1) == 0)
	{
		const char *value = data + sizeof(name) - 1;
		const char *end = data + len;

		while (value < end && (*value == ' ' || *value == '\t'))
			value++;
		transfer->faults.encoded = end - value < 8 || strncasecmp(value, "identity", 8) != 0;
	}
	return len;
}

/* ---- the life of a transfer ---- */

/* frees what libcurl knows of a transfer; safe to call twice */
static void
release_handles(Transfer *transfer)
{
	sigset_t	old;

	block_signals(&old);
	if (transfer->easy != NULL)
	{
		curl_multi_remove_handle(multi, transfer->easy);
		curl_easy_cleanup(transfer->easy);
		transfer->easy = NULL;
	}
	for (struct curl_slist *line = transfer->headers; line; line = line->next)
		OPENSSL_cleanse(line->data, strlen(line->data));
	curl_slist_free_all(transfer->headers);
	transfer->headers = NULL;
	restore_signals(&old);
	if (transfer->secret != NULL)
		gov_credential_wipe(transfer->secret, transfer->secret_len);
	transfer->secret = NULL;
}

/* reset callback of the transfer's context */
static void
release_transfer(void *arg)
{
	Transfer   *transfer = arg;

	release_handles(transfer);
	free(transfer->body);
	transfer->body = NULL;
}

/* from waiting to active */
static void
become_active(Transfer *transfer)
{
	dlist_delete(&transfer->node);
	nwaiting--;
	dlist_push_tail(&active, &transfer->node);
	nactive++;
	transfer->is_active = true;
	gov_host_began(transfer->host);
	INSTR_TIME_SET_CURRENT(transfer->began);
	transfer->public.response.started_at = gov_now();
}

/* from waiting or active to finished */
static void
become_finished(Transfer *transfer)
{
	dlist_delete(&transfer->node);
	if (transfer->is_active)
	{
		nactive--;
		ReleaseExternalFD();
		gov_host_ended(transfer->host, &transfer->public.response);
	}
	else
		nwaiting--;
	transfer->is_active = false;
	transfer->host = NULL;
	dlist_push_tail(&finished, &transfer->node);
}

/*
 * Ends a transfer.  error_class NULL: it is accepted.  The error is copied;
 * what is foreign in it must have been cleaned.
 */
static void
finish(Transfer *transfer, const char *error_class, const char *phase, const char *error)
{
	GovResponse *response = &transfer->public.response;

	response->ok = error_class == NULL;
	response->error_class = error_class;
	response->phase = phase;
	response->error = error ? MemoryContextStrdup(transfer->context, error) : NULL;
	response->body = transfer->body ? transfer->body : "";
	response->len = transfer->len;
	if (transfer->is_active)
		response->elapsed_ms = elapsed_ms(transfer->began);
	become_finished(transfer);
	release_handles(transfer);
}

/* one part of a URL, copied into the transfer's context; NULL: it has none */
static char *
url_part(Transfer *transfer, CURLU *url, CURLUPart which)
{
	char	   *part = NULL;
	char	   *copy = NULL;

	if (curl_url_get(url, which, &part, CURLU_DEFAULT_PORT) == CURLUE_OK)
		copy = MemoryContextStrdup(transfer->context, part);
	curl_free(part);
	return copy;
}

/* takes the URL apart once: the scheme must be allowed, and no secret in it */
static const char *
read_url(Transfer *transfer)
{
	CURLU	   *url = curl_url();
	bool		read = url != NULL &&
	curl_url_set(url, CURLUPART_URL, transfer->public.request->url, 0) == CURLUE_OK;
	bool		secret = false;

	if (read)
	{
		secret = url_part(transfer, url, CURLUPART_USER) != NULL ||
			url_part(transfer, url, CURLUPART_PASSWORD) != NULL;
		transfer->scheme = url_part(transfer, url, CURLUPART_SCHEME);
		transfer->hostname = url_part(transfer, url, CURLUPART_HOST);
		transfer->port = url_part(transfer, url, CURLUPART_PORT);
	}
	curl_url_cleanup(url);

	if (!read || transfer->scheme == NULL || transfer->hostname == NULL || transfer->port == NULL)
		return "the URL cannot be read";
	if (secret)
		return "the URL may not carry a user or password";
	if (strcmp(transfer->scheme, "https") != 0 &&
		!(gov_allow_http && strcmp(transfer->scheme, "http") == 0))
		return "the URL must begin with https:// (http:// needs gov_cloud.allow_http)";
	return NULL;
}

/* adds a header line; libcurl copies it */
static bool
add_header(Transfer *transfer, const char *line)
{
	struct curl_slist *longer;

	/* a line break would be a header of its own making */
	if (strpbrk(line, "\r\n") != NULL)
		return false;
	longer = curl_slist_append(transfer->headers, line);
	if (longer == NULL)
		return false;
	transfer->headers = longer;
	return true;
}

/* all header lines; false when one cannot be */
static bool
add_headers(Transfer *transfer)
{
	const GovRequest *request = transfer->public.request;
	ListCell   *lc;

	foreach(lc, request->headers)
		if (!add_header(transfer, lfirst(lc)))
			return false;
	/* no Expect: we would wait for an answer old servers never give */
	return add_header(transfer, "Expect:") &&
		(transfer->secret == NULL || add_header(transfer, transfer->secret));
}

/* options that are the same for all */
static bool
set_common_options(Transfer *transfer)
{
	CURL	   *easy = transfer->easy;
	bool		ok = true;

	ok &= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, gov_allow_http ? "http,https" : "https") == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_USERAGENT, "gov_cloud/" GOV_VERSION) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer) == CURLE_OK;
	return ok;
}

/* options that are this request's; ca_path NULL: the system's authorities */
static bool
set_request_options(Transfer *transfer, const char *ca_path)
{
	const GovRequest *request = transfer->public.request;
	CURL	   *easy = transfer->easy;
	int			connect_ms = request->connect_ms > 0 ? request->connect_ms : gov_fetch_connect_timeout;
	bool		ok = true;

	transfer->total_ms = request->total_ms > 0 ? request->total_ms : gov_fetch_timeout;
	transfer->max_body = (Size) gov_fetch_max_body * 1024;
	if (request->max_body > 0)
		transfer->max_body = Min(transfer->max_body, (Size) request->max_body);

	ok &= curl_easy_setopt(easy, CURLOPT_URL, request->url) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long) transfer->total_ms) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long) connect_ms) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long) LOW_SPEED_BYTES) == CURLE_OK;
	ok &= curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long) Max(1, transfer->total_ms / 2000)) == CURLE_OK;
	if (ca_path != NULL)
	{
		ok &= curl_easy_setopt(easy, CURLOPT_CAINFO, ca_path) == CURLE_OK;
		ok &= curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) == CURLE_OK;
	}
	if (request->body != NULL)
	{
		ok &= curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) request->body_len) == CURLE_OK;
		ok &= curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body) == CURLE_OK;
	}
	return ok;
}

/* hands a prepared transfer to libcurl */
static bool
begin(Transfer *transfer, const char *ca_path)
{
	sigset_t	old;
	bool		ok;

	block_signals(&old);
	transfer->easy = curl_easy_init();
	ok = transfer->easy != NULL && add_headers(transfer) && set_common_options(transfer) &&
		set_request_options(transfer, ca_path) &&
		curl_multi_add_handle(multi, transfer->easy) == CURLM_OK;
	restore_signals(&old);
	return ok;
}

/*
 * Begins a waiting transfer if its host admits it; one that cannot begin is
 * finished.
 */
static void
try_begin(Transfer *transfer)
{
	const GovRequest *request = transfer->public.request;
	const char *error = NULL;
	char	   *ca_path = NULL;
	GovAdmission admission;
	int			left;

	if (transfer->scheme == NULL && (error = read_url(transfer)) != NULL)
	{
		finish(transfer, "request", "prepare", error);
		return;
	}
	transfer->host = gov_host(transfer->scheme, transfer->hostname, transfer->port);
	admission = gov_host_admits(transfer->host, &left);
	if (admission == GOV_ADMIT_NOT)
		finish(transfer, "breaker", "prepare",
			   psprintf("the host failed before and is left alone for %d s", left));
	if (admission != GOV_ADMIT)
		return;
	if (request->ca_file != NULL)
		ca_path = gov_credential_path(request->ca_file, false, &error);
	if (error == NULL && request->credential != NULL)
		transfer->secret = gov_credential_header(request->credential, request->user,
												 &transfer->secret_len, &error);
	if (error != NULL)
	{
		finish(transfer, "credential", "prepare", error);
		return;
	}
	if (!AcquireExternalFD())
	{
		gov_credential_wipe(transfer->secret, transfer->secret_len);
		transfer->secret = NULL;
		return;
	}
	become_active(transfer);
	if (!begin(transfer, ca_path))
		finish(transfer, "request", "prepare", "the request cannot be made: a header or option is not valid");
}

/* begins what may begin, oldest first */
static void
begin_waiting(void)
{
	dlist_mutable_iter iter;

	dlist_foreach_modify(iter, &waiting)
	{
		Transfer   *transfer = dlist_container(Transfer, node, iter.cur);
		MemoryContext old;

		if (nactive >= gov_fetch_connections)
			return;
		old = MemoryContextSwitchTo(transfer->context);
		PG_TRY();
		{
			try_begin(transfer);
		}
		PG_CATCH();
		{
			/* out of memory, most likely: this transfer's misfortune alone */
			FlushErrorState();
			finish(transfer, "request", "prepare", "there was no memory for the request");
		}
		PG_END_TRY();
		MemoryContextSwitchTo(old);
	}
}

/* how far a transfer came; a kept connection skips the first steps */
static const char *
phase_of(const Transfer *transfer)
{
	struct
	{
		CURLINFO	time;
		const char *unless;
		bool		connects;
	}			steps[] = {
		{CURLINFO_NAMELOOKUP_TIME_T, "resolve", true},
		{CURLINFO_CONNECT_TIME_T, "connect", true},
		{CURLINFO_APPCONNECT_TIME_T, "tls", true},
		{CURLINFO_PRETRANSFER_TIME_T, "send", false},
	};
	curl_off_t	taken;
	curl_off_t	sent = 0;

	(void) curl_easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
	for (int i = 0; i < lengthof(steps); i++)
	{
		if (steps[i].connects && sent > 0)
			continue;
		if (steps[i].time == CURLINFO_APPCONNECT_TIME_T && strcmp(transfer->scheme, "https") != 0)
			continue;
		if (curl_easy_getinfo(transfer->easy, steps[i].time, &taken) != CURLE_OK || taken == 0)
			return steps[i].unless;
	}
	return transfer->header_bytes > 0 ? "receive" : "wait";
}

/* a transfer libcurl is done with */
static void
complete(Transfer *transfer, CURLcode code)
{
	GovResponse *response = &transfer->public.response;
	const char *phase = phase_of(transfer);
	const char *error_class;
	const char *error;
	long		status = 0;
	curl_off_t	retry_after = 0;
	char	   *content_type = NULL;

	(void) curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	(void) curl_easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &retry_after);
	(void) curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_TYPE, &content_type);
	response->curl_code = (int) code;
	response->status = (int) status;
	response->retry_after = (int) Min(Max(retry_after, 0), RETRY_AFTER_MAX);
	response->content_type = content_type ? gov_clean_text(content_type, 100) : NULL;

	if (code == CURLE_OK)
	{
		error = gov_answer_fault(transfer->public.request, response, &transfer->faults,
								 transfer->len, &error_class);
		phase = "accept";
	}
	else
		error = gov_transfer_fault(response, phase, &transfer->faults,
								   transfer->error[0] ? transfer->error : curl_easy_strerror(code),
								   &error_class);
	finish(transfer, error_class, phase, error);
}

/* takes libcurl's finished transfers */
static void
take_messages(void)
{
	CURLMsg    *message;
	int			left;

	while ((message = curl_multi_info_read(multi, &left)) != NULL)
	{
		Transfer   *transfer = NULL;
		CURLcode	code = message->data.result;
		MemoryContext old;

		if (message->msg != CURLMSG_DONE ||
			curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **) &transfer) != CURLE_OK)
			continue;
		old = MemoryContextSwitchTo(transfer->context);
		complete(transfer, code);
		MemoryContextSwitchTo(old);
	}
}

/* breaks off what libcurl did not end in time, and says how long until the next such moment */
static long
break_off(long ms)
{
	dlist_mutable_iter iter;

	dlist_foreach_modify(iter, &active)
	{
		Transfer   *transfer = dlist_container(Transfer, node, iter.cur);
		long		left = transfer->total_ms + GRACE_MS - elapsed_ms(transfer->began);

		if (left <= 0)
		{
			transfer->public.response.curl_code = CURLE_OPERATION_TIMEDOUT;
			finish(transfer, "timeout", phase_of(transfer), "the transfer did not end within its time-out");
		}
		else
			ms = Min(ms, left);
	}
	return ms;
}

/* lets libcurl work on one socket, or on its timer */
static void
drive(curl_socket_t fd, int mask)
{
	sigset_t	old;
	int			running;

	block_signals(&old);
	(void) curl_multi_socket_action(multi, fd, mask, &running);
	restore_signals(&old);
}

/* milliseconds until libcurl's timer; ms when it is later or off */
static long
until_timer(long ms)
{
	if (timer_ms < 0)
		return ms;
	return Min(ms, Max(0, timer_ms - elapsed_ms(timer_set_at)));
}

/* lets libcurl work on what the wait brought */
static void
handle_events(const WaitEvent *events, int n)
{
	for (int i = 0; i < n; i++)
	{
		int			mask = 0;

		if (events[i].events & WL_SOCKET_READABLE)
			mask |= CURL_CSELECT_IN;
		if (events[i].events & WL_SOCKET_WRITEABLE)
			mask |= CURL_CSELECT_OUT;
		drive(events[i].fd, mask);
	}
	if (timer_ms >= 0 && elapsed_ms(timer_set_at) >= timer_ms)
	{
		timer_ms = -1;
		drive(CURL_SOCKET_TIMEOUT, 0);
	}
}

/* a multi handle with the settings of now; no transfer may be under way */
static void
renew(void)
{
	sigset_t	old;

	block_signals(&old);
	curl_multi_cleanup(multi);
	restore_signals(&old);
	multi = NULL;
	gov_wait_forget();
	gov_fetch_init();
}

/*
 * Waits at most ms milliseconds, for the latch or the network.  Returns at
 * once while finished transfers wait to be taken.  True when the latch was set
 * (it is reset); the caller then looks at everything.
 */
bool
gov_fetch_wait(long ms)
{
	WaitEvent	events[16];
	bool		latch;
	int			n;

	if (renew_multi && nactive == 0)
		renew();
	begin_waiting();
	ms = break_off(until_timer(ms));
	if (!dlist_is_empty(&finished))
		ms = 0;
	n = gov_wait(ms, events, lengthof(events), &latch);
	handle_events(events, n);
	take_messages();
	return latch;
}

/* ---- the door for runs ---- */

/* once a process, and after the settings changed */
void
gov_fetch_init(void)
{
	static bool initialized = false;
	sigset_t	old;

	block_signals(&old);
	if (!initialized)
		initialized = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
	multi = initialized ? curl_multi_init() : NULL;
	if (multi != NULL)
	{
		curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
		curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
		curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long) gov_fetch_connections);
	}
	restore_signals(&old);
	renew_multi = false;
	timer_ms = -1;
	if (multi == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("could not initialize libcurl")));
}

/*
 * After a change of settings kept connections go: they may lead where new ones
 * may not.
 */
void
gov_fetch_renew(void)
{
	renew_multi = true;
}

/* puts a request in the queue; request and owner must outlive the transfer */
GovTransfer *
gov_fetch_submit(const GovRequest *request, void *owner)
{
	MemoryContext context = AllocSetContextCreate(TopMemoryContext, "gov_cloud transfer",
												  ALLOCSET_SMALL_SIZES);
	Transfer   *transfer = MemoryContextAllocZero(context, sizeof(Transfer));

	transfer->context = context;
	transfer->public.request = request;
	transfer->public.owner = owner;
	transfer->public.response.body = "";
	transfer->release.func = release_transfer;
	transfer->release.arg = transfer;
	MemoryContextRegisterResetCallback(context, &transfer->release);
	dlist_push_tail(&waiting, &transfer->node);
	nwaiting++;
	return &transfer->public;
}

/* the next finished transfer, the caller's to free; NULL: none */
GovTransfer *
gov_fetch_finished(void)
{
	if (dlist_is_empty(&finished))
		return NULL;
	return &dlist_container(Transfer, node, dlist_pop_head_node(&finished))->public;
}

/* ends every transfer of an owner that is not finished */
void
gov_fetch_cancel(void *owner, const char *error_class, const char *error)
{
	dlist_head *lists[] = {&waiting, &active};

	for (int i = 0; i < lengthof(lists); i++)
	{
		dlist_mutable_iter iter;

		dlist_foreach_modify(iter, lists[i])
		{
			Transfer   *transfer = dlist_container(Transfer, node, iter.cur);

			if (transfer->public.owner == owner)
				finish(transfer, error_class, i == 0 ? "prepare" : phase_of(transfer), error);
		}
	}
}

/* frees a taken transfer with its answer */
void
gov_fetch_free(GovTransfer *transfer)
{
	MemoryContextDelete(((Transfer *) transfer)->context);
}

/* transfers not yet finished */
int
gov_fetch_in_flight(void)
{
	return nactive + nwaiting;
}
