package org.vigie.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * @param q words to look for; blank for all articles
 * @param language only those that are written in it
 * @param state null for drafts and what is published; who wants the withdrawn says so
 * @param due only those whose day to be read again has come
 */
public record ArticleFilter(
        String q, @Nullable Language language, @Nullable ArticleState state, boolean due) {}
