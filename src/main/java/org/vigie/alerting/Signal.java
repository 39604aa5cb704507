package org.vigie.alerting;

import java.time.Instant;
import org.vigie.shared.Severity;
import org.vigie.shared.Words;

/**
 * Something that watches says: this asset shows this symptom, now.
 *
 * @param symptom a class of trouble ("http", "unreachable"), part of the alert's identity together with client and asset
 * @param source who says so: the key of the check; several sources may feed one alert
 * @param sourceId id of that check
 * @param summary what was seen
 */
public record Signal(
        long assetId, String symptom, String source, long sourceId, Severity severity, Words summary, Instant at) {}
