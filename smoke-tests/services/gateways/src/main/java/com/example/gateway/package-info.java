/** A gateway of Spring's, as its configuration makes it. */
package com.example.gateway;
