package io.tokenrelay.smoke.doors;

import java.util.EnumSet;
import java.util.Set;

/** What a server offers to applications: which servlets, and what else can answer. */
enum Platform {
  JAVAX(false, true, EnumSet.of(Kind.JSP)),
  JAKARTA(true, true, EnumSet.of(Kind.JSP)),
  JAVA_EE(false, true, EnumSet.of(Kind.JSP, Kind.FACES, Kind.REST)),
  JAKARTA_EE(true, true, EnumSet.of(Kind.JSP, Kind.FACES, Kind.REST)),

  /** An application that brings its server along, in one jar. */
  SPRING_BOOT(false, false, EnumSet.of(Kind.REST)),

  /** Bundles, whose servlets and filters a server finds among the services. */
  OSGI(false, true, EnumSet.noneOf(Kind.class)),
  OSGI_JAKARTA(true, true, EnumSet.noneOf(Kind.class));

  /** Whether the class files have to be translated. */
  final boolean jakarta;

  final boolean holdsTwoApplications;
  private final Set<Kind> offered;

  Platform(boolean jakarta, boolean holdsTwoApplications, Set<Kind> offered) {
    this.jakarta = jakarta;
    this.holdsTwoApplications = holdsTwoApplications;
    this.offered = offered;
  }

  boolean has(Kind kind) {
    return !kind.isOptional() || offered.contains(kind);
  }
}
