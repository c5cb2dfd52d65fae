/** The web application as a bundle, for servers that find servlets among the services of OSGi. */
package io.tokenrelay.smoke.bundle;
