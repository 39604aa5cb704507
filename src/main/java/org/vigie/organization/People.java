package org.vigie.organization;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;

/** The people of the client in scope. */
@Service
public class People {

    @Transactional(readOnly = true)
    public List<Person> all() {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Optional<Person> find(String key) {
        throw new UnsupportedOperationException();
    }

    /** Makes the people those of the declaration; what it does not name is retired. */
    @Transactional
    public List<Change> declare(List<PersonDeclaration> wanted) {
        throw new UnsupportedOperationException();
    }

    /** Creates or changes one, from a page. */
    @Transactional
    public List<Change> put(PersonDeclaration wanted) {
        throw new UnsupportedOperationException();
    }
}
