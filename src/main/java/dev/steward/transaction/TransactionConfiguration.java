package dev.steward.transaction;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TransactionConfiguration {
    @Bean
    InDoubtTransactions transactionManager(DataSource dataSource,
            ObjectProvider<TransactionManagerCustomizers> customizers) {
        var transactions = new InDoubtTransactions(dataSource);
        customizers.ifAvailable(all -> all.customize(transactions));
        return transactions;
    }
}
