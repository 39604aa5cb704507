package org.vigie.declaration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vigie.calendar.CalendarDeclaration;
import org.vigie.calendar.Rota;
import org.vigie.contracts.Contract;
import org.vigie.contracts.ServiceLevel;
import org.vigie.inventory.AssetDeclaration;
import org.vigie.inventory.ServiceDeclaration;
import org.vigie.maintenance.WindowDeclaration;
import org.vigie.monitoring.CheckDeclaration;
import org.vigie.organization.PersonDeclaration;
import org.vigie.organization.SiteDeclaration;
import org.vigie.organization.TeamDeclaration;
import org.vigie.response.Rule;

/**
 * One document, read: the client and its sections; a section that is not there is left alone, an empty one retires.
 *
 * @param contract one, or none to end what is there
 */
record Declaration(
        String client,
        String name,
        Locale locale,
        Optional<List<CalendarDeclaration>> calendars,
        Optional<List<SiteDeclaration>> sites,
        Optional<List<TeamDeclaration>> teams,
        Optional<List<PersonDeclaration>> people,
        Optional<List<Rota>> onCall,
        Optional<List<ServiceLevel>> levels,
        Optional<List<AssetDeclaration>> assets,
        Optional<List<ServiceDeclaration>> services,
        Optional<List<CheckDeclaration>> checks,
        Optional<List<Rule>> rules,
        Optional<List<WindowDeclaration>> windows,
        Optional<List<Contract>> contract) {}
