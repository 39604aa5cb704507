package org.vigie.api.search;

/** What may be found, in the order of an answer. */
enum SearchType {
    TICKET,
    ARTICLE,
    CLIENT,
    SERVICE,
    ASSET
}
