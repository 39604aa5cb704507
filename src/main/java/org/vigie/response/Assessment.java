package org.vigie.response;

import java.util.List;
import org.vigie.inventory.BusinessService;
import org.vigie.servicedesk.Grade;
import org.vigie.shared.Criticality;
import org.vigie.shared.Severity;

/** How bad a trouble is, in the words of the service desk. */
final class Assessment {
    private Assessment() {}

    /**
     * The most critical business service that depends on the asset decides. The asset's own criticality counts where
     * somebody said that it is more than usual: the usual one is what every asset has that nobody spoke about.
     */
    static Grade impact(Criticality asset, List<BusinessService> affected) {
        Criticality worst = asset.compareTo(Criticality.NORMAL) > 0 ? asset : Criticality.LOW;
        for (BusinessService service : affected) {
            worst = worst.orWorse(service.criticality());
        }
        return switch (worst) {
            case CRITICAL, HIGH -> Grade.HIGH;
            case NORMAL -> Grade.MEDIUM;
            case LOW -> Grade.LOW;
        };
    }

    static Grade urgency(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Grade.HIGH;
            case WARNING -> Grade.MEDIUM;
        };
    }
}
