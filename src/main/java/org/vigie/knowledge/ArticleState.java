package org.vigie.knowledge;

/** The numbers are those of the table. */
public enum ArticleState {
    DRAFT,
    PUBLISHED,
    WITHDRAWN
}
