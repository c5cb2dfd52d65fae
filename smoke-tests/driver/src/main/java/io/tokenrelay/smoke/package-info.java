/**
 * The shop's estate, each service in a JVM of its own, and what is seen between the services. Runs
 * beside the services, never inside them, and never with the agent.
 */
package io.tokenrelay.smoke;
