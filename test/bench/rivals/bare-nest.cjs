/** A Nest application that does nothing, with the packages that the service has: what starting Nest costs by itself. */
require('reflect-metadata');
const { Controller, Get, Module, ValidationPipe } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { HttpModule } = require('@nestjs/axios');
const { DocumentBuilder, SwaggerModule } = require('@nestjs/swagger');
const { TypeOrmModule } = require('@nestjs/typeorm');
const { default: helmet } = require('helmet');
const { LoggerModule } = require('nestjs-pino');
require('class-transformer');
require('class-validator');
require('decimal.js');
require('lossless-json');
require('ulid');

const apply = (decorators, ...target) => decorators.forEach((decorate) => decorate(...target));

class HealthController {
  ready() {
    return { status: 'ok' };
  }
}
const ready = Object.getOwnPropertyDescriptor(HealthController.prototype, 'ready');
apply([Get('ready')], HealthController.prototype, 'ready', ready);
apply([Controller('health')], HealthController);

const url = new URL(process.env.DB_URL);
url.pathname = `${url.pathname}_alarms`;

class AppModule {}
apply(
  [
    Module({
      imports: [
        LoggerModule.forRoot(),
        HttpModule,
        TypeOrmModule.forRoot({ type: 'mariadb', url: url.toString(), entities: [], poolSize: 10 }),
      ],
      controllers: [HealthController],
    }),
  ],
  AppModule,
);

async function main() {
  const app = await NestFactory.create(AppModule, { logger: false });
  app.use(helmet());
  app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
  SwaggerModule.setup(
    'docs',
    app,
    SwaggerModule.createDocument(app, new DocumentBuilder().build()),
  );
  app.enableShutdownHooks();
  await app.listen(Number(process.env.PORT), '127.0.0.1');
}

main();
