/*
 * accept.c
 *		When is an answer an answer?  The one place that decides it.
 *
 * A server that is not the one we think, a proxy's login page, a header cut
 * after its first line: all of them are successes to an HTTP library.
 */
#include "worker/worker.h"

#include <curl/curl.h>			/* for the names of its error codes only */

#define ERROR_TEXT_MAX	200

/* is the answer of the type that was asked for?  parameters such as charset do not count */
static bool
is_of_type(const char *content_type, const char *demanded)
{
	Size		len = strlen(demanded);

	if (content_type == NULL || pg_strncasecmp(content_type, demanded, len) != 0)
		return false;
	return content_type[len] == '\0' || content_type[len] == ';' || content_type[len] == ' ';
}

/*
 * What is wrong with a completed answer, with its class of error; NULL: it is
 * accepted.  Accepted is status 200 with a body that is not coded, not empty
 * and of the demanded type.  Whether it came whole the transfer has judged as
 * far as the answer said how long it is; the rest is its decoder's to judge.
 */
const char *
gov_answer_fault(const GovRequest *request, const GovResponse *response,
				 const GovFaults *faults, Size len, const char **error_class)
{
	const char *demanded = request->content_type ? request->content_type : "application/json";

	if (response->status != 200)
	{
		*error_class = "status";
		return psprintf("the server answered HTTP status %d", response->status);
	}
	*error_class = "content_type";
	if (faults->encoded)
		return "the server sent a compressed body we did not ask for";
	if (!is_of_type(response->content_type, demanded))
		return psprintf("the server sent content type \"%s\" instead of \"%s\"",
						response->content_type ? response->content_type : "", demanded);
	if (len == 0)
	{
		*error_class = "empty";
		return "the server sent an empty body";
	}
	*error_class = NULL;
	return NULL;
}

/* the class of error of a transfer that came to no answer, from libcurl's code */
static const char *
class_of(CURLcode code, const char *phase)
{
	switch (code)
	{
		case CURLE_COULDNT_RESOLVE_HOST:
			return "dns";
		case CURLE_COULDNT_CONNECT:
			return "connect";
		case CURLE_OPERATION_TIMEDOUT:
			return strcmp(phase, "resolve") == 0 ? "dns" : "timeout";
		case CURLE_SSL_CONNECT_ERROR:
		case CURLE_SSL_CERTPROBLEM:
		case CURLE_SSL_CIPHER:
		case CURLE_PEER_FAILED_VERIFICATION:
		case CURLE_SSL_CACERT_BADFILE:
		case CURLE_SSL_CRL_BADFILE:
		case CURLE_SSL_ISSUER_ERROR:
		case CURLE_SSL_INVALIDCERTSTATUS:
			return "tls";
		case CURLE_URL_MALFORMAT:
			return "request";
		default:
			return "receive";
	}
}

/*
 * Why a transfer came to no answer, with its class of error: what we broke off
 * ourselves in our own words, the rest in libcurl's.
 */
const char *
gov_transfer_fault(const GovResponse *response, const char *phase,
				   const GovFaults *faults, const char *said, const char **error_class)
{
	*error_class = "too_large";
	if (faults->body_too_large)
		return "the answer is longer than allowed";
	if (faults->header_too_large)
		return "the header of the answer is longer than allowed";
	*error_class = "receive";
	if (faults->no_memory)
		return "there was no memory for the answer";
	*error_class = "address";
	if (response->curl_code == CURLE_COULDNT_CONNECT && faults->refused)
		return psprintf("address %s is not in gov_cloud.allow_addresses", faults->address);
	*error_class = class_of(response->curl_code, phase);
	return gov_clean_text(said, ERROR_TEXT_MAX);
}
