package io.tokenrelay.smoke.attacks;

/** The same where the operator has called these tasks their requests' own. */
class HandedBackByNameIT extends HandedBackIT {
  HandedBackByNameIT() throws Exception {}

  @Override
  String[] options() {
    return new String[] {"-Dtokenrelay.context.carry-tasks=com.example.attacked.Audit"};
  }
}
