package org.vigie.response;

import org.jspecify.annotations.Nullable;
import org.vigie.shared.Severity;

/**
 * Which alerts become tickets, for which team, closed how. The first rule that fits decides.
 *
 * @param severity the least severity that fits; null for any
 * @param symptom null for any
 * @param asset key of an asset, null for any
 * @param open kind of ticket to open ("incident"), null to open none
 */
public record Rule(
        int position,
        @Nullable Severity severity,
        @Nullable String symptom,
        @Nullable String asset,
        @Nullable String open,
        @Nullable String team,
        boolean resolveWhenCleared) {

    boolean fits(Severity severity, String symptom, String asset) {
        return (this.severity == null || !this.severity.isWorseThan(severity))
                && (this.symptom == null || this.symptom.equals(symptom))
                && (this.asset == null || this.asset.equals(asset));
    }
}
