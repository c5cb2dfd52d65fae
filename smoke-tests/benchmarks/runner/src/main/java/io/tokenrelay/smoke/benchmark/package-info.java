/** What an agent costs a service, measured in separate JVMs. */
package io.tokenrelay.smoke.benchmark;
