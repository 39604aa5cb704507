package org.vigie.console.forms;

import java.util.List;
import org.springframework.stereotype.Component;
import org.vigie.declaration.Declarations;
import org.vigie.declaration.Kind;

/** For the page of a client: each kind of thing that is declared, and how many there are. */
@Component
public class KindTiles {
    private final Declarations declarations;

    KindTiles(Declarations declarations) {
        this.declarations = declarations;
    }

    public record Tile(String section, int count, boolean single) {}

    public List<Tile> of(String client) {
        var document = declarations.document(client);
        return Kind.ALL.stream()
                .filter(kind -> !kind.equals(Kind.CLIENT))
                .map(kind -> new Tile(kind.section(), document.objects(kind).size(), kind.isSingle()))
                .toList();
    }
}
