import { registerDecorator, type ValidationArguments } from 'class-validator';

/** One check of one property: `message` follows the property's name and never contains the value. */
export interface Rule {
  readonly name: string;
  readonly message: string | ((args: ValidationArguments) => string);
  readonly holds: (value: unknown, args: ValidationArguments) => boolean;
}

/** Makes a class-validator decorator of a plain check. */
export function rule({ name, message, holds }: Rule): PropertyDecorator {
  return (prototype, property) => {
    registerDecorator({
      name,
      target: prototype.constructor,
      propertyName: String(property),
      options: {
        message: (args) =>
          `${args.property} ${typeof message === 'string' ? message : message(args)}`,
      },
      validator: {
        validate: (value: unknown, args?: ValidationArguments) =>
          args !== undefined && holds(value, args),
      },
    });
  };
}
