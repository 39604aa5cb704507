package org.vigie.alerting;

import java.util.List;
import org.springframework.stereotype.Component;
import org.vigie.shared.OneByOne;
import org.vigie.shared.Scope;

/** Ends mutes when their window has ended or was changed. */
@Component
class MuteWatch {

    private final DueAlerts due;
    private final Muting muting;

    MuteWatch(DueAlerts due, Muting muting) {
        this.due = due;
        this.muting = muting;
    }

    void look() {
        List<AlertStore.Due> found =
                Scope.across("mutes whose window may have ended").call(due::mutes);
        OneByOne.each(found, alert -> Scope.of(alert.tenant()).run(() -> muting.review(alert.alertId())));
    }
}
