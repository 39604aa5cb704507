package org.vigie.servicedesk;

import org.vigie.files.StoredFile;

/**
 * A file on a ticket.
 *
 * @param entry the line of the timeline that it came with
 * @param internal seen by the provider's staff only
 */
public record Attachment(long number, long entry, StoredFile file, boolean internal) {}
