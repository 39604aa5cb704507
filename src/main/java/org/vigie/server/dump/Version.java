package org.vigie.server.dump;

/** Which Vigie this is, for people who read it in a dump. */
final class Version {
    static final String NAME = name();

    private Version() {}

    private static String name() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}
