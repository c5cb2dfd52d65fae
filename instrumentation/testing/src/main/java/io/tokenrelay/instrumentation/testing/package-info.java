/**
 * The kit that every instrumentation is tested with: an issuer, a downstream service that records
 * what it receives, a way to run code as a caller, and the abstract suites. The suites run in JVMs
 * that have the packaged jar attached (see the failsafe configuration in the root pom); nothing
 * here knows the agent's classes.
 */
package io.tokenrelay.instrumentation.testing;
