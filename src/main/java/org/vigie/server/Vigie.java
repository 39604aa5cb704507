package org.vigie.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication(scanBasePackages = "org.vigie")
public class Vigie {
    public static void main(String[] args) {
        SpringApplication.run(Vigie.class, args);
    }
}
