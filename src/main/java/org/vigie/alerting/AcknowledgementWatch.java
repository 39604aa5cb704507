package org.vigie.alerting;

import java.util.List;
import org.springframework.stereotype.Component;
import org.vigie.shared.OneByOne;
import org.vigie.shared.Scope;

/** Withdraws acknowledgements whose time is over. */
@Component
class AcknowledgementWatch {

    private final DueAlerts due;
    private final Acknowledging acknowledging;

    AcknowledgementWatch(DueAlerts due, Acknowledging acknowledging) {
        this.due = due;
        this.acknowledging = acknowledging;
    }

    void look() {
        List<AlertStore.Due> found =
                Scope.across("acknowledgements that are over").call(due::acknowledgements);
        OneByOne.each(found, alert -> Scope.of(alert.tenant()).run(() -> acknowledging.expire(alert.alertId())));
    }
}
