package org.vigie.mail;

import org.jspecify.annotations.Nullable;
import org.vigie.shared.TenantId;

/**
 * Whose mail an address or a whole domain is.
 *
 * @param pattern "alice@dupont.fr" or "@dupont.fr", in lower case
 * @param client null: such mail is dropped
 */
public record SenderRule(long id, String pattern, @Nullable TenantId client) {}
