package org.vigie.journey;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotCaret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.vigie.server.WholeHouse;

/** What the journeys look at on each page, and how they come in. */
final class Sight {
    static final String PASSWORD = "un mot de passe assez long";
    private static final int HEAVIEST = 150 * 1024;

    private Sight() {}

    /** By the set-up link: the first administrator, signed in. */
    static void comeIn(Page page, WholeHouse house) {
        page.navigate(house.url() + house.setupPath());
        page.locator("input[name=login]").fill("alice");
        page.locator("input[name=name]").fill("Alice Martin");
        page.locator("input[type=password]").all().forEach(password -> password.fill(PASSWORD));
        page.locator("button[type=submit]").click();
        page.locator("input[name=login]").fill("alice");
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("button[type=submit]").click();
    }

    /** @param rooms whose keys of texts would be recognised, when one is shown instead of its text: "form|kind" */
    static List<String> problems(Page page, String where, String rooms) {
        var problems = new ArrayList<String>();
        var key =
                Pattern.compile(">\\s*((" + rooms + ")\\.[a-zA-Z0-9._-]+)\\s*<").matcher(page.content());
        while (key.find()) {
            problems.add(where + " shows the key " + key.group(1));
        }
        if (page.content().length() > HEAVIEST) {
            problems.add(where + " weighs " + page.content().length());
        }
        // The pages have no frames, which is all that the newer way of axe is for.
        new AxeBuilder(page)
                .setLegacyMode(true)
                .analyze()
                .getViolations()
                .forEach(violation -> problems.add(where + " axe " + violation.getId() + " "
                        + violation.getNodes().getFirst().getHtml()));
        return problems;
    }

    /** Pictures to look at: in the build folder, never compared. */
    static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                // To hide the caret is to put a style into the page, which its policy refuses and says so.
                .setCaret(ScreenshotCaret.INITIAL)
                .setPath(Path.of("target", "pictures", name + ".png"))
                .setFullPage(true));
    }
}
