extern void *curl_easy_init(void);
void	   *gov_fetch(void) { return curl_easy_init(); }
