package org.vigie.console.notifications;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.notification.Notifications;
import org.vigie.page.Pages;

/** {@code /notifications}. */
@Controller
class NotificationPage {
    private static final int SHOWN = 100;

    private final Pages pages;
    private final ViewerScope look;
    private final Notifications notifications;

    NotificationPage(Pages pages, ViewerScope look, Notifications notifications) {
        this.pages = pages;
        this.look = look;
        this.notifications = notifications;
    }

    @GetMapping("/notifications")
    @Needs(Permission.SEE_SUPERVISION)
    View list(Viewer viewer, HttpServletRequest request) {
        return look.all(
                viewer,
                () -> pages.show(
                        request,
                        "notifications/list",
                        Map.of("deliveries", notifications.latest(SHOWN), "leaves", notifications.leavesTheHouse())));
    }
}
