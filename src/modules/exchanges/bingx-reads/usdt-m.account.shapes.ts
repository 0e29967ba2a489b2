import { POSITION_SIDES } from './common.shapes';
import { decimal, flag, id, must, shape, text, time, word } from './fields';

export const BALANCE = shape('BingxUsdtMBalance', 'The wallet of one margin coin.', {
  asset: must(text('The coin; VST is demo money.', 'USDT')),
  balance: decimal('Balance without open profits.', '1000.5'),
  equity: decimal('Balance with open profits.', '1010.2'),
  unrealizedProfit: decimal('Open profit.', '9.7', 'unrealizedProfit', 'unrealisedProfit'),
  realizedProfit: decimal('Realized profit.', '4', 'realisedProfit', 'realizedProfit'),
  availableMargin: decimal('What new positions may use.', '800'),
  usedMargin: decimal('What positions use.', '190.5'),
  frozenMargin: decimal('What orders hold.', '10', 'freezedMargin', 'frozenMargin'),
  userId: text('The owner.', '1011'),
  shortUid: id('The short number of the owner.', '12345678'),
});

export const POSITION = shape('BingxUsdtMPosition', 'One open position.', {
  positionId: id('The id of the position.', '1848204091021553664'),
  symbol: must(text('The symbol.', 'BTC-USDT')),
  positionSide: must(word('Its direction.', POSITION_SIDES)),
  quantity: must(decimal('Its size in base coin, never negative.', '0.5', 'positionAmt')),
  availableQuantity: decimal('What no closing order holds.', '0.5', 'availableAmt'),
  averagePrice: decimal('Average entry price.', '64000', 'avgPrice'),
  markPrice: decimal('Mark price.', '65000'),
  liquidationPrice: decimal('Where it would be liquidated; 0 when nowhere.', '58000'),
  positionValue: decimal('Its value.', '32500'),
  currency: text('The coin of margin and profit.', 'USDT'),
  initialMargin: decimal('Margin at the start.', '3200'),
  margin: decimal('Margin now.', '3700'),
  minIncreaseMargin: decimal('Smallest amount of margin that can be added.', '1'),
  maxMarginReduction: decimal('How much margin could be taken away.', '0'),
  leverage: decimal('Leverage.', '10'),
  isIsolated: flag('Whether its margin is isolated.', 'isolated'),
  isOneWay: flag('Whether the account has one position per symbol.', 'onlyOnePosition'),
  unrealizedProfit: decimal('Open profit.', '500', 'unrealizedProfit', 'unrealisedProfit'),
  realizedProfit: decimal('Realized profit.', '-1.2', 'realisedProfit', 'realizedProfit'),
  profitRatio: decimal('Open profit as a fraction of the margin.', '0.15', 'pnlRatio'),
  riskRate: decimal('Risk as a fraction; liquidated at 1.', '0.01'),
  createdAt: time('When it was opened.', 'createTime'),
  updatedAt: time('When it last changed.', 'updateTime'),
});

export const CLOSED_POSITION = shape('BingxUsdtMClosedPosition', 'One position that was closed.', {
  positionId: id('The id of the position.', '1848204091021553664'),
  symbol: must(text('The symbol.', 'BTC-USDT')),
  positionSide: word('Its direction.', POSITION_SIDES),
  isIsolated: flag('Whether its margin was isolated.', 'isolated'),
  isFullyClosed: flag('Whether nothing of it is left.', 'closeAllPositions'),
  quantity: decimal('Its size in base coin.', '0.5', 'positionAmt'),
  closedQuantity: decimal('How much was closed.', '0.5', 'closePositionAmt'),
  averagePrice: decimal('Average entry price.', '64000', 'avgPrice'),
  averageClosePrice: decimal('Average closing price.', '65000', 'avgClosePrice'),
  grossProfit: decimal(
    'Profit before commission and funding.',
    '500',
    'realisedProfit',
    'realizedProfit',
  ),
  netProfit: decimal('Profit with commission and funding.', '480'),
  commission: decimal('Commission; negative when it cost.', '-19', 'positionCommission'),
  funding: decimal('Funding; negative when it cost.', '-1', 'totalFunding'),
  leverage: decimal('Leverage.', '10'),
  openedAt: time('When it was opened.', 'openTime'),
  updatedAt: time('When it was closed or last changed.', 'updateTime'),
});

export const INCOME = shape('BingxUsdtMIncome', 'One movement of money.', {
  symbol: text('The symbol; null when it belongs to none.', 'BTC-USDT'),
  incomeType: must(
    word('What moved the money.', [
      'TRANSFER',
      'REALIZED_PNL',
      'FUNDING_FEE',
      'TRADING_FEE',
      'INSURANCE_CLEAR',
      'TRIAL_FUND',
      'ADL',
      'SYSTEM_DEDUCTION',
      'GTD_PRICE',
    ]),
  ),
  income: must(decimal('The amount; negative when it cost.', '-0.0292')),
  asset: text('The coin.', 'USDT'),
  info: text("BingX's words for it.", 'Funding Fee'),
  at: must(time('When it happened.', 'time')),
  transactionId: text('The id of the movement.', '1707213_2_9', 'tranId'),
  tradeId: text('The trade that it belongs to.', '1707213_2_9'),
});

export const COMMISSION_RATE = shape('BingxUsdtMCommissionRate', 'The fees of the account.', {
  takerRate: must(decimal('The fee of a taker, as a fraction.', '0.0005', 'takerCommissionRate')),
  makerRate: must(decimal('The fee of a maker, as a fraction.', '0.0002', 'makerCommissionRate')),
});

export const LEVERAGE = shape('BingxUsdtMLeverage', 'Leverage of a contract and what it allows.', {
  symbol: text('The symbol, where BingX repeats it.', 'BTC-USDT'),
  longLeverage: must(decimal('Leverage of longs.', '10')),
  shortLeverage: must(decimal('Leverage of shorts.', '10')),
  maxLongLeverage: decimal('Highest leverage of a long.', '125'),
  maxShortLeverage: decimal('Highest leverage of a short.', '125'),
  availableLongQuantity: decimal(
    'How much more can go long, in base coin.',
    '4',
    'availableLongVol',
  ),
  availableShortQuantity: decimal(
    'How much more can go short, in base coin.',
    '4',
    'availableShortVol',
  ),
  availableLongValue: decimal('The same as a value.', '260000', 'availableLongVal'),
  availableShortValue: decimal('The same as a value.', '260000', 'availableShortVal'),
  maxLongValue: decimal('Highest value of a long.', '2000000', 'maxPositionLongVal'),
  maxShortValue: decimal('Highest value of a short.', '2000000', 'maxPositionShortVal'),
});

export const MARGIN_MODE = shape('BingxUsdtMMarginMode', 'How the margin of a contract is kept.', {
  marginMode: must(word('The mode.', ['ISOLATED', 'CROSSED', 'SEPARATE_ISOLATED'], 'marginType')),
});

export const POSITION_MODE = shape('BingxUsdtMPositionMode', 'Hedge or one-way, for the account.', {
  isHedge: must(flag('Whether a long and a short can be held at once.', 'dualSidePosition')),
});

export const MARGIN_CHANGE = shape('BingxUsdtMMarginChange', 'One change of isolated margin.', {
  symbol: must(text('The symbol.', 'BTC-USDT')),
  positionId: id('The position.', '1847596444958068736'),
  reason: text("BingX's word for why.", 'OpenPosition', 'changeReason'),
  change: decimal('By how much.', '7586.46841066', 'marginChange'),
  marginAfter: decimal('The margin afterwards.', '7586.46841066', 'marginAfterChange'),
  at: time('When it happened.', 'time'),
});

export const MARGIN_TIER = shape('BingxUsdtMMarginTier', 'One tier of maintenance margin.', {
  tier: text('The name of the tier.', 'Tier 1'),
  symbol: text('The symbol.', 'BTC-USDT'),
  minValue: decimal('From this position value on.', '0', 'minPositionVal'),
  maxValue: decimal('Up to this position value.', '900000', 'maxPositionVal'),
  maintenanceRatio: decimal('Maintenance margin as a fraction.', '0.0033', 'maintMarginRatio'),
  maintenanceAmount: decimal('Taken off the maintenance margin.', '0', 'maintAmount'),
});

export const ASSET_MODE = shape('BingxUsdtMAssetMode', 'One margin coin or several.', {
  assetMode: must(text('`singleAssetMode` or `multiAssetsMode`.', 'singleAssetMode')),
});

export const MARGIN_ASSET = shape('BingxUsdtMMarginAsset', 'One coin that serves as margin.', {
  asset: must(text('The coin.', 'USDT', 'currency')),
  total: decimal('How much is there.', '6.8988632', 'totalAmount'),
  transferable: decimal('How much could be moved out.', '6.8988632', 'availableTransfer'),
  mortgage: decimal('How much serves as margin.', '6.8988632', 'latestMortgageAmount'),
});

export const MULTI_ASSETS_RULE = shape('BingxUsdtMMultiAssetsRule', 'What a coin counts for.', {
  asset: must(text('The coin.', 'BTC', 'marginAssets')),
  ltvPercent: decimal('Loan to value, in percent.', '95', 'ltv'),
  collateralPercent: decimal(
    'Share of its value that counts, in percent.',
    '95',
    'collateralValueRatio',
  ),
  maxTransfer: decimal('Most that may be moved in; null when unlimited.', '10'),
  indexPrice: decimal('Its price.', '90230.3058075903'),
});
